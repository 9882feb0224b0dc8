package dev.aos.it.container;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.NotInContainers;
import dev.aos.it.harness.Rounds;
import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.engine.discovery.PackageNameFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs in a container: the tests for {@link InContainers every JDK}, or those of which the class
 * has a name that fits; in a full run all. None is about containers themselves. Ends with 0 if it
 * could run them, whatever became of them.
 */
final class SuiteRunner {

  private SuiteRunner() {}

  /**
   * Runs them.
   *
   * @param arguments the file that their outcomes are written to, and the pattern of the classes'
   *     simple names, empty for none
   */
  public static void main(String[] arguments) {
    boolean named = !arguments[1].isEmpty();
    LauncherDiscoveryRequestBuilder tests =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(Jars.source(SuiteRunner.class))))
            .filters(
                includeClassNamePatterns(".*\\.(" + (named ? arguments[1] : ".*IT") + ")"),
                PackageNameFilter.excludePackageNames(SuiteRunner.class.getPackageName()),
                TagFilter.excludeTags(NotInContainers.TAG));
    if (!named && !Rounds.isFull()) {
      tests.filters(TagFilter.includeTags(InContainers.TAG));
    }
    try (OutcomeWriter outcomes = OutcomeWriter.to(Path.of(arguments[0]))) {
      LauncherFactory.create().execute(tests.build(), outcomes);
    }
    // Threads of a test that hangs must not keep the container.
    System.exit(0);
  }
}
