package com.acme.held;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Ways to take locks, as javac compiles them. Each public method is run with a probe. */
public class Locking {

  private final ReentrantLock lock = new ReentrantLock();
  private final Lock second = new ReentrantLock();
  private final ReadWriteLock readWrite = new ReentrantReadWriteLock();
  private final ReentrantReadWriteLock.WriteLock write = new ReentrantReadWriteLock().writeLock();
  private final StampedLock stamped = new StampedLock();

  /** A subclass: the call's owner is not in java.util.concurrent. */
  private static final class OwnLock extends ReentrantLock {
    private static final long serialVersionUID = 1;
  }

  private final OwnLock own = new OwnLock();

  public void inTryFinally(Probe probe) {
    probe.free();
    lock.lock();
    try {
      probe.locked();
    } finally {
      probe.locked();
      lock.unlock();
    }
    probe.free();
  }

  public void insideTheTry(Probe probe) {
    try {
      probe.free();
      lock.lock();
      probe.locked();
    } finally {
      lock.unlock();
    }
    probe.free();
  }

  public void afterAnException(Probe probe) {
    try {
      lock.lock();
      try {
        probe.locked();
        throw new IllegalStateException();
      } finally {
        lock.unlock();
      }
    } catch (IllegalStateException expected) {
      probe.free();
    }
    probe.free();
  }

  public void tried(Probe probe) {
    if (lock.tryLock()) {
      try {
        probe.locked();
      } finally {
        lock.unlock();
      }
    } else {
      probe.free();
    }
    probe.free();
  }

  public void triedInVain(Probe probe) {
    if (!lock.tryLock()) {
      probe.free();
      return;
    }
    probe.locked();
    lock.unlock();
    probe.free();
  }

  public void triedForAWhile(Probe probe) throws InterruptedException {
    if (lock.tryLock(1, TimeUnit.SECONDS)) {
      probe.locked();
      lock.unlock();
    }
    probe.free();
  }

  public void interruptibly(Probe probe) throws InterruptedException {
    lock.lockInterruptibly();
    probe.locked();
    lock.unlock();
    probe.free();
  }

  public void inOneBranch(Probe probe) {
    inOneBranch(probe, true);
    inOneBranch(probe, false);
  }

  private void inOneBranch(Probe probe, boolean branch) {
    if (branch) {
      lock.lock();
    } else {
      probe.free();
    }
    if (branch) {
      probe.locked();
      lock.unlock();
    }
  }

  public void twoOfThem(Probe probe) {
    lock.lock();
    second.lock();
    probe.locked();
    second.unlock();
    probe.locked();
    lock.unlock();
    probe.free();
  }

  public void inALoop(Probe probe) {
    for (int i = 0; i < 3; i++) {
      probe.free();
      lock.lock();
      try {
        if (i == 1) {
          continue;
        }
        probe.locked();
      } finally {
        lock.unlock();
      }
      probe.free();
    }
    probe.free();
  }

  public void readAndWrite(Probe probe) {
    readWrite.readLock().lock();
    probe.locked();
    readWrite.readLock().unlock();
    probe.free();
    write.lock();
    probe.locked();
    write.unlock();
    probe.free();
  }

  public void withAStamp(Probe probe) {
    long stamp = stamped.writeLock();
    probe.locked();
    stamped.unlockWrite(stamp);
    probe.free();
    stamp = stamped.readLock();
    probe.locked();
    stamped.unlock(stamp);
    probe.free();
    long optimistic = stamped.tryOptimisticRead();
    probe.free();
    stamped.validate(optimistic);
  }

  public void ofASubclass(Probe probe) {
    own.lock();
    probe.locked();
    own.unlock();
    probe.free();
  }

  public void byMethodsOfOnesOwn(Probe probe) {
    enter();
    probe.locked();
    leave();
    probe.free();
  }

  private void enter() {
    enterDeeper();
  }

  private void enterDeeper() {
    lock.lock();
  }

  private void leave() {
    lock.unlock();
  }

  public void byAMethodThatOnlyTries(Probe probe) {
    if (attempt()) {
      probe.locked();
      leave();
    }
  }

  private boolean attempt() {
    return lock.tryLock();
  }

  public void inALambda(Probe probe) {
    Runnable body =
        () -> {
          lock.lock();
          try {
            probe.locked();
          } finally {
            lock.unlock();
          }
          probe.free();
        };
    body.run();
    probe.free();
  }

  public void inASwitch(Probe probe) {
    for (int i = 0; i < 4; i++) {
      switch (i) {
        case 0:
          lock.lock();
          probe.locked();
          lock.unlock();
          break;
        case 1:
          probe.free();
          break;
        case 100:
          second.lock();
          probe.locked();
          return;
        default:
          probe.free();
          break;
      }
    }
  }

  /** What throws is a field's access, and nothing else in the range. */
  public void inTheHandlerOfAFieldThatFails(Probe probe) {
    handlerOfAFieldThatFails(null, lock, probe);
  }

  private static void handlerOfAFieldThatFails(Locking other, Lock lock, Probe probe) {
    lock.lock();
    try {
      lock = other.second;
    } catch (NullPointerException expected) {
      probe.locked();
    }
    lock.unlock();
  }
}
