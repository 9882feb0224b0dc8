package dev.aos.demo.server;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** {@code /query?id=7}: an item, from the database. */
final class QueryEndpoint {
  private static final String SQL = "SELECT name, stock_of(id) AS stock FROM item WHERE id = ?";

  private final DataSource dataSource;

  QueryEndpoint(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  FullHttpResponse answer(String id) throws SQLException {
    int item;
    try {
      item = Integer.parseInt(id);
    } catch (NumberFormatException notANumber) {
      return Reply.text(HttpResponseStatus.BAD_REQUEST, "id must be a number");
    }
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      statement.setInt(1, item);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Reply.text(HttpResponseStatus.NOT_FOUND, "no such item");
        }
        return Reply.ok(row.getString("name") + ": " + row.getInt("stock") + " in stock");
      }
    }
  }
}
