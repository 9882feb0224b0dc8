package dev.aos.it.container;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import dev.aos.it.harness.InContainers;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.Rounds;
import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.engine.discovery.PackageNameFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs in a container: the tests for {@link InContainers every JDK}, in a full run all that are not
 * about containers themselves. Ends with 0 if it could run them, whatever became of them.
 */
final class SuiteRunner {

  private SuiteRunner() {}

  /**
   * Runs them.
   *
   * @param arguments the file that their outcomes are written to
   */
  public static void main(String[] arguments) {
    LauncherDiscoveryRequestBuilder tests =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(Jars.source(SuiteRunner.class))))
            .filters(
                includeClassNamePatterns(".*IT"),
                PackageNameFilter.excludePackageNames(SuiteRunner.class.getPackageName()));
    if (!Rounds.isFull()) {
      tests.filters(TagFilter.includeTags(InContainers.TAG));
    }
    try (OutcomeWriter outcomes = OutcomeWriter.to(Path.of(arguments[0]))) {
      LauncherFactory.create().execute(tests.build(), outcomes);
    }
    // Threads of a test that hangs must not keep the container.
    System.exit(0);
  }
}
