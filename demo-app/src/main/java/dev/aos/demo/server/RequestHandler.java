package dev.aos.demo.server;

import dev.aos.demo.probe.LoopProbe;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Answers the requests of all connections, on the event loop, one after the other. */
@Sharable
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String FILES = "/file/";

  private final FileEndpoint files;
  private final QueryEndpoint queries;
  private final LoopProbe probe;

  RequestHandler(FileEndpoint files, QueryEndpoint queries, LoopProbe probe) {
    this.files = files;
    this.queries = queries;
    this.probe = probe;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    FullHttpResponse response = answerOrError(request);
    if (HttpUtil.isKeepAlive(request)) {
      context.writeAndFlush(response);
    } else {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private FullHttpResponse answerOrError(FullHttpRequest request) {
    try {
      return answer(request);
    } catch (IOException | SQLException | RuntimeException failure) {
      System.err.println(request.method() + " " + request.uri() + ": " + failure);
      return Reply.text(HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error");
    }
  }

  private FullHttpResponse answer(FullHttpRequest request) throws IOException, SQLException {
    if (!request.decoderResult().isSuccess()) {
      return Reply.text(HttpResponseStatus.BAD_REQUEST, "bad request");
    }
    if (!HttpMethod.GET.equals(request.method())) {
      return Reply.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "only GET");
    }
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    String path = uri.path();
    if (path.startsWith(FILES)) {
      return files.answer(path.substring(FILES.length()));
    }
    return switch (path) {
      case "/query" -> queries.answer(parameter(uri, "id"));
      case "/ping" -> Reply.ok("pong");
      case "/stall" -> Reply.ok(Double.toString(probe.takeLongestStallMillis()));
      default -> Reply.text(HttpResponseStatus.NOT_FOUND, "no such page");
    };
  }

  private static String parameter(QueryStringDecoder uri, String name) {
    return uri.parameters().getOrDefault(name, List.of("")).get(0);
  }
}
