package io.github.scaler4j.datadogapi;

import java.util.List;

/**
 * What else is known of a series, where merged queries are compared.
 *
 * @param tags the tags of its group
 * @param points a hash of the times of all points with a value
 */
record SeriesDetails(List<String> tags, long points) {}
