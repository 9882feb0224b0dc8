package dev.aos.benchmarks.woven;

import dev.aos.benchmarks.backend.Backend;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.IntConsumer;

/** Makes a call right on the loop for every message, and says what came back. */
@Sharable
public final class QuickHandler extends ChannelInboundHandlerAdapter {
  private final IntConsumer result;

  /** {@code result} hears of every call that has returned. */
  public QuickHandler(IntConsumer result) {
    this.result = result;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    result.accept(Backend.quick((Integer) message));
  }
}
