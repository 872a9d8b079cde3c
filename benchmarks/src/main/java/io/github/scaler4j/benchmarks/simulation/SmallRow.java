package io.github.scaler4j.benchmarks.simulation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is checked in of a scene that takes seconds; its fields tell which of the two it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Day.class), @JsonSubTypes.Type(TroubleRow.class)})
sealed interface SmallRow permits Day, TroubleRow {}
