package dev.aos.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A library that the agent's jar bundles, with the jar that it was published in. */
public record BundledLibrary(
    String group, String name, String version, String licence, Path jar, Relocation relocation) {

  /** Names of class files, before and after. */
  public record Relocation(String from, String to) {}

  private static final Relocation ASM = new Relocation("org/objectweb/asm/", "asm/");
  private static final Relocation YAML = new Relocation("org/snakeyaml/engine/", "yaml/");

  /** All of them. */
  public static List<BundledLibrary> all() {
    return List.of(
        asm("asm", "ClassReader"),
        asm("asm-tree", "tree.ClassNode"),
        asm("asm-analysis", "tree.analysis.Analyzer"),
        asm("asm-commons", "commons.ClassRemapper"),
        of("org.snakeyaml", "snakeyaml-engine", "Apache-2.0", YAML, "v2.api.Load"));
  }

  private static BundledLibrary asm(String name, String type) {
    return of("org.ow2.asm", name, "BSD-3-Clause", ASM, type);
  }

  private static BundledLibrary of(
      String group, String name, String licence, Relocation relocation, String type) {
    Path jar = Jars.source(Jars.named(relocation.from().replace('/', '.') + type));
    Matcher version = Pattern.compile(name + "-(.+)\\.jar").matcher(jar.getFileName().toString());
    if (!version.matches()) {
      throw new IllegalStateException(jar + " is not " + name);
    }
    return new BundledLibrary(group, name, version.group(1), licence, jar, relocation);
  }

  /** Its name in an SBOM. */
  public String packageUrl() {
    return "pkg:maven/%s/%s@%s?type=jar".formatted(group, name, version);
  }

  /** The SHA-256 of its jar. */
  public String sha256() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Where its classes are in the agent's jar. */
  public Set<String> relocatedTo(String folder) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(entry -> entry.startsWith(relocation.from()) && entry.endsWith(".class"))
          .map(entry -> folder + relocation.to() + entry.substring(relocation.from().length()))
          .map(entry -> entry.replaceFirst("\\.class$", ".classdata"))
          .collect(Collectors.toSet());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
