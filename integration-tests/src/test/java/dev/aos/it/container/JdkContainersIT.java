package dev.aos.it.container;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The tests that depend most on the JVM, in a container of every JDK; in a full run all tests. What
 * comes out are tests like others: each passes, fails or is skipped by itself.
 */
class JdkContainersIT {

  @TestFactory
  List<DynamicNode> jdk17() {
    return onJdk(0);
  }

  @TestFactory
  List<DynamicNode> jdk21() {
    return onJdk(1);
  }

  @TestFactory
  List<DynamicNode> jdk25() {
    return onJdk(2);
  }

  @TestFactory
  List<DynamicNode> jdk27() {
    return onJdk(3);
  }

  @TestFactory
  List<DynamicNode> jdk28() {
    return onJdk(4);
  }

  private static List<DynamicNode> onJdk(int index) {
    Image image = Image.JDKS.get(index);
    String tests = "the tests in a container of " + image.title();
    Engine.needed();
    image.needed(tests);
    Map<String, List<DynamicNode>> suites = new TreeMap<>();
    List<TestOutcome> outcomes = new SuiteContainer(image).run();
    for (TestOutcome outcome : outcomes) {
      suites
          .computeIfAbsent(outcome.suite(), suite -> new ArrayList<>())
          .add(dynamicTest(outcome.name(), () -> replay(image, outcome)));
    }
    report(image, outcomes);
    List<DynamicNode> nodes = new ArrayList<>();
    suites.forEach((suite, its) -> nodes.add(dynamicContainer(suite, its)));
    return nodes;
  }

  private static void report(Image image, List<TestOutcome> outcomes) {
    long passed = outcomes.stream().filter(o -> o.status() == TestOutcome.Status.PASSED).count();
    System.out.printf(
        "[containers] %s (%s): %d of %d tests passed%n",
        image.title(), image.name(), passed, outcomes.size());
    if (outcomes.isEmpty()) {
      fail("no test ran in the container of " + image.title());
    }
  }

  private static void replay(Image image, TestOutcome outcome) {
    String test = image.title() + ", " + outcome.suite() + ", " + outcome.name() + ": ";
    switch (outcome.status()) {
      case PASSED -> {
        // as it should be
      }
      case SKIPPED -> abort(test + outcome.detail());
      case FAILED -> fail(test + outcome.detail());
    }
  }
}
