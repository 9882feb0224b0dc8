package com.acme.held;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Two methods that call at the same byte-code index, one of them with a lock. */
public class SamePlaces {

  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch latch = new CountDownLatch(2);

  public void locking(Probe probe) {
    lock.lock();
    probe.locked();
    lock.unlock();
  }

  public void counting(Probe probe) {
    latch.countDown();
    probe.free();
    latch.countDown();
  }
}
