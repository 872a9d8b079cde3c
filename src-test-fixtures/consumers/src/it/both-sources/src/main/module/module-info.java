module com.example.reader {
  requires io.github.scaler4j.clusteragent;
  requires io.github.scaler4j.datadogapi;
}
