package io.github.scaler4j.manifest;

import static io.github.scaler4j.manifest.Authentications.CLUSTER_REF;
import static io.github.scaler4j.manifest.Authentications.assertProblems;
import static io.github.scaler4j.manifest.Authentications.clusterAuth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.scaler4j.error.InvalidTriggerException;
import io.github.scaler4j.trigger.Secret;
import io.github.scaler4j.trigger.SecretSupplier;
import io.github.scaler4j.trigger.TriggerMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerResolverTest {

  @Test
  void findsNoParametersWithoutAuthentication() {
    assertThat(
            TestManifests.authParams(
                TestManifests.scaledObject("triggers: [{type: datadog, metadata: {}}]")))
        .isEmpty();
    assertThat(
            TestManifests.authParams(
                TestManifests.scaledObject(
                    "triggers: [{type: datadog, metadata: {}, authenticationRef: {name: ''}}]")))
        .isEmpty();
  }

  @Test
  void overwritesEarlierPlacesWithLaterOnes() {
    String spec =
        """
        boundServiceAccountToken: [{parameter: d, serviceAccountName: robot}]
        secretTargetRef:
          - {parameter: c, name: s, key: k}
          - {parameter: d, name: s, key: k}
        configMapTargetRef:
          - {parameter: b, name: m, key: k}
          - {parameter: c, name: m, key: k}
          - {parameter: d, name: m, key: k}
        env:
          - {parameter: a, name: E}
          - {parameter: b, name: E}
          - {parameter: c, name: E}
          - {parameter: d, name: E}
        """;
    Manifests manifests =
        Manifests.parse(
            TestManifests.scaledObjectWithAuth()
                + TestManifests.auth(spec)
                + TestManifests.object("Secret", "s", "stringData: {k: secret}\n")
                + TestManifests.object("ConfigMap", "m", "data: {k: map}\n"));
    TriggerResolver resolver =
        TriggerResolver.builder(manifests)
            .environment(Map.of("E", "env"))
            .boundTokens((namespace, account) -> Secret.of(namespace + "/" + account))
            .defaultTimeout(Duration.ofSeconds(9))
            .build();

    TriggerMetadata trigger = resolver.resolve(manifests.scaledObject("default", "nginx")).get(0);

    assertThat(TestManifests.revealed(trigger))
        .isEqualTo(Map.of("a", "env", "b", "map", "c", "secret", "d", "default/robot"));
    assertThat(trigger.defaultTimeout()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void dropsAFailureThatALaterPlaceFixes() {
    assertThat(
            TestManifests.authParams(
                TestManifests.scaledObjectWithAuth(),
                TestManifests.auth(
                    """
                    env: [{parameter: apiKey, name: ABSENT}]
                    secretTargetRef: [{parameter: apiKey, name: s, key: k}]
                    """),
                TestManifests.object("Secret", "s", "stringData: {k: good}\n")))
        .isEqualTo(Map.of("apiKey", "good"));
  }

  @Test
  void prefersStringDataAndTrimsNothing() {
    assertThat(
            TestManifests.authParams(
                TestManifests.scaledObjectWithAuth(),
                TestManifests.auth(
                    """
                    secretTargetRef:
                      - {parameter: both, name: s, key: both}
                      - {parameter: lines, name: s, key: lines}
                      - {parameter: block, name: s, key: block}
                      - {parameter: twice, name: s, key: twice}
                    """),
                TestManifests.object(
                    "Secret",
                    "s",
                    """
                    data:
                      both: ZGF0YQ==
                      lines: |
                        IGxp
                        bmVzCg==
                      twice: V0VOdmJRPT0=
                    stringData:
                      both: stringData
                      block: |
                        block
                    """)))
        .isEqualTo(
            Map.of(
                "both",
                "stringData",
                "lines",
                " lines\n",
                "block",
                "block\n",
                "twice",
                "WENvbQ=="));
  }

  @Test
  void namesEverythingThatIsMissing() {
    assertProblems(
        TestManifests.scaledObjectWithAuth()
            + TestManifests.auth(
                """
                env: [{parameter: site, name: SITE}]
                configMapTargetRef: [{parameter: mode, name: absent, key: mode}]
                secretTargetRef:
                  - {parameter: apiKey, name: keys, key: apikey}
                  - {parameter: appKey, name: keys, key: plain}
                boundServiceAccountToken: [{parameter: token, serviceAccountName: robot}]
                hashiCorpVault: {address: x}
                """)
            + TestManifests.object(
                "Secret", "keys", "stringData: {apiKey: hidden}\ndata: {plain: 'hidden!'}\n"),
        "TriggerAuthentication default/auth, spec.hashiCorpVault: is a vault",
        "Deployment default/nginx (for parameter site of TriggerAuthentication default/auth):"
            + " object not found; the manifests contain no Deployment",
        "ConfigMap default/absent, key mode (for parameter mode of TriggerAuthentication"
            + " default/auth): object not found; the manifests contain no ConfigMap",
        "Secret default/keys, key apikey (for parameter apiKey of TriggerAuthentication"
            + " default/auth): key not found in manifest line 27; it has apiKey, plain",
        "Secret default/keys, key plain (for parameter appKey of TriggerAuthentication"
            + " default/auth): is not base64; plain text belongs under stringData",
        "ServiceAccount default/robot (for parameter token of TriggerAuthentication default/auth):"
            + " its token can't be issued; set TriggerResolver.Builder.boundTokens");
  }

  @Test
  void namesAMissingTriggerAuthentication() {
    assertProblems(
        TestManifests.scaledObjectWithAuth() + CLUSTER_REF.replace("name: nginx", "name: other"),
        "TriggerAuthentication default/auth (for ScaledObject default/nginx,"
            + " spec.triggers[0].authenticationRef): object not found",
        "ClusterTriggerAuthentication keys (for ScaledObject default/other,"
            + " spec.triggers[0].authenticationRef): object not found");
  }

  @Test
  void namesTheMissingFieldsOfATriggerAuthentication() {
    assertProblems(
        TestManifests.scaledObjectWithAuth()
            + TestManifests.auth("secretTargetRef: [{name: s, key: k}]"),
        "TriggerAuthentication default/auth, spec.secretTargetRef[0].parameter (manifest line 19):"
            + " is missing");
  }

  @Test
  void looksUpClusterAuthentications() {
    Manifests manifests =
        Manifests.parse(
            CLUSTER_REF
                + clusterAuth("secretTargetRef: [{parameter: apiKey, name: s, key: k}]")
                + secretIn("keda")
                + secretIn("default")
                + secretIn("ops"));
    ScaledObject scaledObject = manifests.scaledObject("default", "nginx");

    assertThat(TestManifests.revealed(manifests.triggers().get(0)))
        .containsEntry("apiKey", "of keda");
    assertThat(
            TestManifests.revealed(
                TriggerResolver.builder(manifests)
                    .clusterObjectNamespace("ops")
                    .build()
                    .resolve(scaledObject)
                    .get(0)))
        .containsEntry("apiKey", "of ops");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rereadsSecretsIfAsked(boolean reread) {
    Map<ObjectReference, KubernetesObject> cluster = new HashMap<>();
    put(cluster, TestManifests.auth("secretTargetRef: [{parameter: token, name: s, key: k}]"));
    put(cluster, TestManifests.object("Secret", "s", "stringData: {k: \"old\\n\"}\n"));
    TriggerResolver resolver =
        TriggerResolver.builder(reference -> Optional.ofNullable(cluster.get(reference)))
            .rereadSecrets(reread)
            .build();
    ScaledObject scaledObject =
        ScaledObject.of(KubernetesObject.parse(TestManifests.scaledObjectWithAuth()));
    SecretSupplier token = token(resolver, scaledObject);
    SecretSupplier same = token(resolver, scaledObject);

    assertThat(token.get().reveal()).isEqualTo("old\n");
    put(cluster, TestManifests.object("Secret", "s", "stringData: {k: \"new\\n\"}\n"));
    assertThat(token.get().reveal()).isEqualTo(reread ? "new\n" : "old\n");
    assertThat(token).isEqualTo(same).doesNotHaveToString("new");
  }

  @Test
  void resolvesATriggerWhileAnotherLacksItsSecret() {
    Manifests manifests =
        Manifests.parse(
            TestManifests.scaledObject(
                """
                triggers:
                  - {type: datadog, metadata: {}, authenticationRef: {name: absent}}
                  - {type: datadog, metadata: {query: q}}
                  - {type: cpu, metadata: {}}
                """));
    ScaledObject scaledObject = manifests.scaledObject("default", "nginx");
    List<ScaleTrigger> triggers = scaledObject.triggers();
    TriggerResolver resolver = TriggerResolver.of(manifests);

    assertThat(scaledObject.datadogTriggers()).hasSize(2);
    assertThat(resolver.resolve(scaledObject, triggers.get(1)).triggerIndex()).isEqualTo(1);
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> resolver.resolve(scaledObject, triggers.get(0)));
    assertThatExceptionOfType(InvalidTriggerException.class)
        .isThrownBy(() -> resolver.resolve(scaledObject, triggers.get(2)))
        .withMessageContaining("spec.triggers[2].type: cpu is not datadog");
  }

  private static SecretSupplier token(TriggerResolver resolver, ScaledObject scaledObject) {
    return Optional.ofNullable(resolver.resolve(scaledObject).get(0).authParams().get("token"))
        .orElseThrow();
  }

  private static void put(Map<ObjectReference, KubernetesObject> cluster, String text) {
    KubernetesObject object = KubernetesObject.parse(text).orInNamespace("default");
    cluster.put(object.reference(), object);
  }

  private static String secretIn(String namespace) {
    return TestManifests.object("Secret", "s, namespace: " + namespace, "")
        + "stringData: {k: of "
        + namespace
        + "}\n";
  }
}
