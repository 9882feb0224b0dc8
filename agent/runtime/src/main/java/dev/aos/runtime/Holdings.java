package dev.aos.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was held, by reason and place. Bounded: one site is met by few holders. */
final class Holdings {

  private static final int LIMIT = 20;
  private static final String ELSEWHERE = "other places";

  private final Map<Holding, LongAdder> counts = new ConcurrentHashMap<>();

  void count(Holding holding) {
    LongAdder count = counts.get(holding);
    if (count == null) {
      Holding key = counts.size() < LIMIT ? holding : new Holding(holding.reason(), ELSEWHERE);
      LongAdder created = new LongAdder();
      LongAdder raced = counts.putIfAbsent(key, created);
      count = raced == null ? created : raced;
    }
    count.increment();
  }

  /** All of them. */
  List<Site.Held> all() {
    List<Site.Held> all = new ArrayList<>();
    for (Map.Entry<Holding, LongAdder> entry : counts.entrySet()) {
      all.add(
          new Site.Held(entry.getKey().reason(), entry.getKey().place(), entry.getValue().sum()));
    }
    return all;
  }
}
