/** A second agent, which compares what AOS gets with what comes out of it. */
package dev.aos.it.observer;
