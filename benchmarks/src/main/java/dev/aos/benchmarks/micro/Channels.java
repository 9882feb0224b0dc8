package dev.aos.benchmarks.micro;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalChannel;

/** Makes channels that are registered with a loop, which is all that an inbound event needs. */
final class Channels {
  private Channels() {}

  static Channel registered(EventLoop loop, ChannelHandler... handlers) {
    Channel channel = new LocalChannel();
    channel.pipeline().addLast(handlers);
    ChannelFuture registration = loop.register(channel);
    if (!loop.inEventLoop()) {
      registration.syncUninterruptibly();
    }
    if (!channel.isRegistered()) {
      throw new IllegalStateException("not registered: " + registration.cause());
    }
    return channel;
  }
}
