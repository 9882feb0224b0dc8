package dev.aos.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aos.it.harness.BundledLibrary;
import dev.aos.it.harness.Jars;
import dev.aos.it.harness.NotInContainers;
import dev.aos.it.harness.Sbom;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar bundles: listed in its SBOM with version and licence, and with its notices. */
@NotInContainers
class BundledLibrariesIT {

  private static final String SBOM = "META-INF/sbom/aos-agent.cdx.json";
  private static final String SHADED = "aos-core/dev/aos/core/shaded/";

  /** A sentence of each licence that none of the others has. */
  private static final Map<String, String> WORDS =
      Map.of(
          "BSD-3-Clause", "Neither the name of the copyright holders",
          "Apache-2.0", "Apache License Version 2.0, January 2004");

  private static final Map<String, byte[]> FILES = new TreeMap<>();
  private static Sbom sbom;

  @BeforeAll
  static void read() throws IOException {
    try (JarFile jar = new JarFile(Jars.agent().toFile())) {
      for (JarEntry entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          FILES.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    sbom = Sbom.parse(text(SBOM));
  }

  @Test
  void theSbomListsTheLibrariesWithTheirVersionsAndNothingElse() {
    Set<String> expected =
        BundledLibrary.all().stream()
            .map(BundledLibrary::packageUrl)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(expected, new TreeSet<>(sbom.components().keySet()));
  }

  @Test
  void theSbomNamesTheLicenceOfEach() {
    for (BundledLibrary library : BundledLibrary.all()) {
      assertEquals(library.licence(), component(library).licence(), library::packageUrl);
    }
  }

  @Test
  void theSbomHasTheHashOfTheLibraryThatIsBundled() {
    for (BundledLibrary library : BundledLibrary.all()) {
      assertEquals(library.sha256(), component(library).sha256(), library::packageUrl);
    }
  }

  @Test
  void theSbomHasNothingThatChangesFromBuildToBuild() {
    assertEquals(Set.of(), sbom.changing());
  }

  @Test
  void theSbomLiesBesideTheJarToo() throws IOException {
    assertArrayEquals(
        FILES.get(SBOM), Files.readAllBytes(Jars.agent().resolveSibling("aos-agent.cdx.json")));
  }

  @Test
  void everyRelocatedClassIsOfALibraryThatIsListed() {
    Set<String> ofLibraries = new TreeSet<>();
    BundledLibrary.all().forEach(library -> ofLibraries.addAll(library.relocatedTo(SHADED)));
    Set<String> inTheJar =
        FILES.keySet().stream()
            .filter(name -> name.startsWith(SHADED))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(ofLibraries, inTheJar);
  }

  @Test
  void everyLibraryOfTheSbomHasItsNoticeAndTheTextOfItsLicence() {
    List<String> paragraphs = List.of(text("META-INF/NOTICE").split("\\n\\n"));
    for (Sbom.Component component : sbom.components().values()) {
      assertNoticed(component, paragraphs);
    }
  }

  private static void assertNoticed(Sbom.Component component, List<String> paragraphs) {
    Pattern named = Pattern.compile("[(\\s]" + Pattern.quote(component.name()) + "[,)]");
    String notice =
        paragraphs.stream()
            .filter(paragraph -> named.matcher(paragraph).find())
            .findFirst()
            .orElseThrow(() -> new AssertionError(component.name() + " is not in NOTICE"));
    assertTrue(notice.contains("Copyright"), notice);
    String file =
        Pattern.compile("META-INF/licenses/\\S+\\.txt")
            .matcher(notice)
            .results()
            .map(found -> found.group())
            .findFirst()
            .orElseThrow(() -> new AssertionError("no licence file is named: " + notice));
    assertTrue(FILES.containsKey(file), () -> file + " is not in the jar");
    String licence = text(file).replaceAll("\\s+", " ");
    assertTrue(
        licence.contains(WORDS.get(component.licence())),
        () -> file + " is not the text of " + component.licence());
  }

  private static Sbom.Component component(BundledLibrary library) {
    Sbom.Component component = sbom.components().get(library.packageUrl());
    assertTrue(component != null, () -> library.packageUrl() + " is not in the SBOM");
    return component;
  }

  private static String text(String file) {
    return new String(FILES.get(file), StandardCharsets.UTF_8);
  }
}
