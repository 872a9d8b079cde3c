package example;

import io.github.scaler4j.hpa.ReplicaCounts;
import io.github.scaler4j.manifest.ScaledObject;
import java.util.Map;
import java.util.Optional;

/** What the README's controller needs of a cluster. */
interface Cluster {

  ReplicaCounts replicas(ScaledObject object);

  void scale(ScaledObject object, int replicas, String why);

  void store(ScaledObject object, Map<String, Object> state);

  Optional<Map<String, Object>> stored(ScaledObject object);
}
