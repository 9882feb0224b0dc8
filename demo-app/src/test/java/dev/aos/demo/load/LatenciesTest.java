package dev.aos.demo.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreExact() {
    Latencies latencies = new Latencies();
    for (int millis = 5000; millis >= 1; millis--) {
      latencies.add(millis * 1_000_000L);
    }
    assertEquals(5000, latencies.count());
    assertEquals(1, latencies.percentileMillis(0));
    assertEquals(2500, latencies.percentileMillis(0.50));
    assertEquals(4950, latencies.percentileMillis(0.99));
    assertEquals(5000, latencies.percentileMillis(1));
  }

  @Test
  void oneRequestIsEveryPercentile() {
    Latencies latencies = new Latencies();
    latencies.add(1_500_000);
    assertEquals(1.5, latencies.percentileMillis(0.50));
    assertEquals(1.5, latencies.percentileMillis(0.99));
  }

  @Test
  void withoutARequestThereIsNone() {
    assertTrue(Double.isNaN(new Latencies().percentileMillis(0.5)));
  }
}
