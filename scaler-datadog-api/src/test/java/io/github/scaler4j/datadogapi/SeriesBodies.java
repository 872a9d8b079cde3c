package io.github.scaler4j.datadogapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Bodies of series, and their decoding. */
final class SeriesBodies {

  /** A body as Datadog sends it, with two series. */
  static final String REAL =
      """
      {"status":"ok","res_type":"time_series","from_date":1596011402000,"series":[{"end":\
      1596011502000,"attributes":{},"metric":"m","interval":1,"tag_set":["host:a\\"b"],"start":\
      1596011442000,"length":2,"query_index":0,"aggr":"avg","scope":"bar:baz,host:é",\
      "pointlist":[[1596011442000.0,10.5],[1596011502000.0,11.0],[1596011512000.0,null]],\
      "expression":"avg:m{bar:baz}","unit":[{"id":17,"short_name":null},null],"display_name":"m"},\
      {"query_index":1,"pointlist":[[1596011442000,-2e-3]]}],"to_date":1596011602000,\
      "resp_version":1,"query":"avg:m{bar:baz}by{host}","message":"","times":[],"group_by":["host"]}
      """
          .strip();

  private SeriesBodies() {}

  /** Decodes a body without details. The point offset is 0 unless given for each query. */
  static SeriesBody decode(String json, int... pointOffsets) throws IOException {
    return decode(json.getBytes(UTF_8), pointOffsets);
  }

  static SeriesBody decode(byte[] json, int... pointOffsets) throws IOException {
    return SeriesDecoder.decode(
        new ByteArrayInputStream(json),
        pointOffsets.length == 0 ? new int[] {0} : pointOffsets,
        false);
  }

  /** Decodes a body of one series with these points. */
  static Series onlySeries(String pointList, int offset) throws IOException {
    SeriesBody response =
        decode("{\"status\":\"ok\",\"series\":[{\"pointlist\":" + pointList + "}]}", offset);
    assertThat(response.series()).hasSize(1);
    return response.series().get(0);
  }
}
