package dev.aos.demo.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ItemDatabaseTest {
  private static final int CONNECTIONS = 20;
  private static final int QUERIES = 200;

  /** If the engine ran one query at a time, the demo would show nothing. */
  @Test
  void queriesOnSeveralConnectionsRunInParallel() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try (HikariDataSource database = ItemDatabase.open(CONNECTIONS)) {
      Callable<Integer> query = () -> stockOfItemFive(database);
      List<Callable<Integer>> queries = new ArrayList<>();
      for (int number = 0; number < QUERIES; number++) {
        queries.add(query);
      }
      long start = System.nanoTime();
      for (Future<Integer> stock : threads.invokeAll(queries)) {
        assertEquals(185, stock.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      double oneByOne = QUERIES * 0.020;
      assertTrue(seconds < oneByOne / 2, "took " + seconds + " s");
    } finally {
      threads.shutdownNow();
    }
  }

  private static int stockOfItemFive(HikariDataSource database) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT stock_of(id) FROM item WHERE id = 5")) {
      row.next();
      return row.getInt(1);
    }
  }
}
