package dev.aos.it.harness;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A list of components, as CycloneDX writes it in JSON. */
public record Sbom(Map<String, Component> components, Set<String> changing) {

  /** A library; the SPDX name of its licence. */
  public record Component(String group, String name, String licence, String sha256) {}

  /** JSON is YAML. */
  public static Sbom parse(String json) {
    Map<?, ?> document = map(new Load(LoadSettings.builder().build()).loadFromString(json));
    Map<String, Component> components = new TreeMap<>();
    for (Object listed : list(document.get("components"))) {
      Map<?, ?> component = map(listed);
      components.put(text(component, "purl"), component(component));
    }
    Set<String> changing = new TreeSet<>(Set.of("serialNumber", "timestamp"));
    changing.removeIf(
        key -> !document.containsKey(key) && !map(document.get("metadata")).containsKey(key));
    return new Sbom(components, changing);
  }

  private static Component component(Map<?, ?> component) {
    List<?> licences = list(component.get("licenses"));
    if (licences.size() != 1) {
      throw new IllegalArgumentException("not one licence: " + component);
    }
    return new Component(
        text(component, "group"),
        text(component, "name"),
        text(map(map(licences.get(0)).get("license")), "id"),
        sha256(component));
  }

  private static String sha256(Map<?, ?> component) {
    for (Object hash : list(component.get("hashes"))) {
      if (text(map(hash), "alg").equals("SHA-256")) {
        return text(map(hash), "content");
      }
    }
    throw new IllegalArgumentException("no SHA-256: " + component);
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  private static String text(Map<?, ?> map, String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no " + key + ": " + map);
  }
}
