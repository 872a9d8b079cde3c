package io.github.scaler4j.datadogapi;

import java.util.List;

/**
 * More about a series, for comparisons of merged queries.
 *
 * @param tags the tags of its group
 * @param points a hash of the times of all points with a value
 */
record SeriesDetails(List<String> tags, long points) {}
