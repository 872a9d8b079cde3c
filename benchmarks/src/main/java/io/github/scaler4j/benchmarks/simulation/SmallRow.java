package io.github.scaler4j.benchmarks.simulation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The checked-in result of a scene that takes seconds. Its fields identify the type. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Day.class), @JsonSubTypes.Type(TroubleRow.class)})
sealed interface SmallRow permits Day, TroubleRow {}
