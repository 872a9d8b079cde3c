package io.github.scaler4j.manifest;

import io.github.scaler4j.manifest.ManifestValue.Scalar;
import io.github.scaler4j.manifest.ManifestValue.ScalarType;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts an object that a Kubernetes client holds as maps, collections and scalars. */
final class JavaValues {

  private JavaValues() {}

  /** Converts a value. Anything that can't be part of a Kubernetes object becomes a problem. */
  static ManifestValue read(@Nullable Object value, String path, Problems problems) {
    return read(value, path, 0, problems);
  }

  private static ManifestValue read(
      @Nullable Object value, String path, int depth, Problems problems) {
    if (depth > YamlText.MAX_DEPTH) {
      problems.add(path, "is nested too deeply");
    } else if (value instanceof Map<?, ?> map) {
      return new ManifestValue.Fields(fields(map, path, depth, problems), 0);
    } else if (value instanceof Collection<?> collection) {
      List<ManifestValue> items = new ArrayList<>();
      for (Object item : collection) {
        items.add(read(item, path + "[" + items.size() + "]", depth + 1, problems));
      }
      return new ManifestValue.Items(items, 0);
    } else if (value != null) {
      return scalar(value, path, problems);
    }
    return new ManifestValue.Nothing(0);
  }

  private static Map<String, ManifestValue> fields(
      Map<?, ?> map, String path, int depth, Problems problems) {
    Map<String, ManifestValue> fields = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (key instanceof String name) {
            String place = (path.isEmpty() ? "" : path + ".") + ManifestNode.quote(name);
            fields.put(name, read(value, place, depth + 1, problems));
          } else {
            problems.add(path, "has a key that is not a String");
          }
        });
    return fields;
  }

  private static ManifestValue scalar(Object value, String path, Problems problems) {
    if (value instanceof CharSequence || value instanceof TemporalAccessor) {
      return new Scalar(value.toString(), ScalarType.TEXT, 0);
    }
    if (value instanceof Number) {
      return new Scalar(value.toString(), ScalarType.NUMBER, 0);
    }
    if (value instanceof Boolean) {
      return new Scalar(value.toString(), ScalarType.BOOLEAN, 0);
    }
    if (value instanceof Date date) {
      return new Scalar(date.toInstant().toString(), ScalarType.TEXT, 0);
    }
    if (value instanceof byte[] bytes) {
      // Some clients decode a Secret's data into bytes.
      return new Scalar(Base64.getEncoder().encodeToString(bytes), ScalarType.TEXT, 0);
    }
    problems.add(
        path,
        "is a "
            + value.getClass().getName()
            + "; expected a Map, Collection, String, Number, Boolean or null");
    return new ManifestValue.Nothing(0);
  }
}
