package io.github.scaler4j.manifest;

import static io.github.scaler4j.manifest.ContainerEnvironmentTest.assertRefused;
import static io.github.scaler4j.manifest.ContainerEnvironmentTest.optional;
import static io.github.scaler4j.manifest.ContainerEnvironmentTest.secret;

import org.junit.jupiter.api.Test;

/** Variables of a container whose values can't be determined. */
class UnknownVariablesTest {

  @Test
  void refusesAReference() {
    assertRefused("env: [" + secret("DD", "gone") + ", {name: T, value: $(DD)}]", "T")
        .withMessageContaining("Deployment default/nginx, variable T")
        .withMessageContaining("can't be determined: it refers to variable DD")
        .withMessageContaining(
            "Secret default/gone, key k (for variable DD of Deployment default/nginx): object"
                + " not found");
  }

  @Test
  void refusesAReferenceToAReference() {
    assertRefused(
            "env: ["
                + secret("DD", "gone")
                + ", {name: M, value: a$(DD)}, {name: T, value: b$(M)}]",
            "T")
        .withMessageContaining("it refers to variable M")
        .withMessageContaining("Secret default/gone, key k (for variable DD");
  }

  @Test
  void refusesAReplacementThatRefersToOne() {
    assertRefused(
            "env: [{name: T, value: x}, " + secret("DD", "gone") + ", {name: T, value: $(DD)}]",
            "T")
        .withMessageContaining("it refers to variable DD");
  }

  @Test
  void refusesAReferenceToAFieldOfThePod() {
    String env =
        "env: [{name: IP, valueFrom: {fieldRef: {fieldPath: status.hostIP}}},"
            + " {name: T, value: 'http://$(IP):8126'}]";
    assertRefused(env, "T")
        .withMessageContaining("it refers to variable IP")
        .withMessageContaining(
            "variable IP: is known only inside the pod; secretKeyRef, configMapKeyRef and value"
                + " can be read");
  }

  @Test
  void refusesAReferenceThatAMissingSourceMayDefine() {
    assertRefused("envFrom: [{secretRef: {name: absent}}]\nenv: [{name: T, value: $(DD)}]", "T")
        .withMessageContaining("it refers to variable DD")
        .withMessageContaining(
            "Secret default/absent (for envFrom of Deployment default/nginx): object not found");
  }

  @Test
  void refusesAVariableThatAMissingSourceMayReplace() {
    String sources = "envFrom: [{configMapRef: {name: settings}}, {%s secretRef: {name: gone}}]";
    assertRefused(sources.formatted(""), "COLOR")
        .withMessageContaining("variable COLOR")
        .withMessageContaining("can't be determined")
        .withMessageContaining("Secret default/gone");
    assertRefused(sources.formatted("prefix: CO,"), "COLOR")
        .withMessageContaining("can't be determined");
  }

  @Test
  void excusesOnlyAbsenceAsOptional() {
    // IsNotFound(err) && optional; the API server refuses what else can be wrong here.
    String broken = "secretKeyRef: {name: broken, key: bad";
    assertRefused(
            "envFrom: [{prefix: A, configMapRef: {name: settings}}]\n" + optional("ANAME", broken),
            "ANAME")
        .withMessageContaining("is not base64");
    assertRefused(optional("T", "secretKeyRef: {name: twice, key: k"), "T")
        .withMessageContaining("is already defined");
    assertRefused(
            "envFrom: [{configMapRef: {name: settings}},"
                + " {secretRef: {name: twice, optional: true}}]",
            "COLOR")
        .withMessageContaining("is already defined");
  }

  @Test
  void namesAFaultInAKeyOfASource() {
    String sources = "envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: %s}}]";
    assertRefused(sources.formatted("broken"), "bad")
        .withMessageContaining("Secret default/broken, key bad (for envFrom of")
        .withMessageContaining("is not base64");
    assertRefused(sources.formatted("keys"), "bin").withMessageContaining("is not UTF-8 text");
  }

  @Test
  void refusesAValueThatIsNoString() {
    assertRefused("env: [{name: T, value: [x]}]", "T")
        .withMessageContaining("variable T: its value is not a string");
  }
}
