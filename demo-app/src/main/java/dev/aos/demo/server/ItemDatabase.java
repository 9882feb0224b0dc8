package dev.aos.demo.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Opens the embedded database in memory, behind a connection pool, and fills it. */
final class ItemDatabase {
  private ItemDatabase() {}

  static HikariDataSource open(int connections) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    config.setMaximumPoolSize(connections);
    HikariDataSource dataSource = new HikariDataSource(config);
    try {
      createTables(dataSource);
    } catch (SQLException | RuntimeException failure) {
      dataSource.close();
      throw failure;
    }
    return dataSource;
  }

  private static void createTables(HikariDataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL)");
      statement.execute("INSERT INTO item SELECT x, 'item ' || x FROM SYSTEM_RANGE(0, 999)");
      statement.execute("CREATE ALIAS stock_of FOR 'dev.aos.demo.database.StockFunction.stockOf'");
    }
  }
}
