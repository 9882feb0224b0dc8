package dev.aos.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  private static final Comparison COMPARISON =
      new Comparison(
          "25.0.1",
          new RunFigures(
              Map.of(
                  Endpoint.QUERY, new EndpointFigures(45, 1776.726, 1868.241),
                  Endpoint.FILE, new EndpointFigures(0, Double.NaN, Double.NaN),
                  Endpoint.PING, new EndpointFigures(2.25, 1774.286, 1865.393)),
              1838.224),
          new RunFigures(
              Map.of(
                  Endpoint.QUERY, new EndpointFigures(2785.9, 26.7, 54.7),
                  Endpoint.FILE, new EndpointFigures(2985.9, 5.6, 21.9),
                  Endpoint.PING, new EndpointFigures(1782.5, 0.2, 14)),
              47.8),
          true);

  private final Locale usual = Locale.getDefault();

  /** Neither format may depend on the user's language. */
  @BeforeEach
  void useALanguageWithADecimalComma() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void useTheUsualLanguage() {
    Locale.setDefault(usual);
  }

  @Test
  void theTable() {
    String expected =
        """
                                          without         with      ratio
        /query requests/s                    45.0      2,785.9      61.9x
        /query p50 ms                     1,776.7         26.7     1/66.5
        /query p99 ms                     1,868.2         54.7     1/34.2
        /file requests/s                      0.0      2,985.9          -
        /file p50 ms                            -          5.6          -
        /file p99 ms                            -         21.9          -
        /ping requests/s                      2.3      1,782.5     792.2x
        /ping p50 ms                      1,774.3          0.2  1/8,871.4
        /ping p99 ms                      1,865.4         14.0    1/133.2
        loop stood still, longest ms      1,838.2         47.8     1/38.5
        """;
    assertEquals(expected, FiguresTable.of(COMPARISON).replace("\r\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource({"2, 100, 50.0x", "100, 2, 1/50.0", "100, 99, 1.0x", "0, 5, -", "NaN, 5, -"})
  void ratios(double without, double with, String expected) {
    assertEquals(expected, FiguresTable.ratio(without, with));
  }

  @Test
  void theJson() {
    String expected =
        """
        {
          "jdk": "25.0.1",
          "without": {"query": {"rps": 45.000, "p50_ms": 1776.726, "p99_ms": 1868.241}, \
        "file": {"rps": 0.000, "p50_ms": null, "p99_ms": null}, \
        "ping": {"rps": 2.250, "p50_ms": 1774.286, "p99_ms": 1865.393}, "loop_stall_ms": 1838.224},
          "with": {"query": {"rps": 2785.900, "p50_ms": 26.700, "p99_ms": 54.700}, \
        "file": {"rps": 2985.900, "p50_ms": 5.600, "p99_ms": 21.900}, \
        "ping": {"rps": 1782.500, "p50_ms": 0.200, "p99_ms": 14.000}, "loop_stall_ms": 47.800},
          "answers_equal": true
        }
        """;
    assertEquals(expected, FiguresJson.of(COMPARISON).replace("\r\n", "\n"));
  }
}
