package dev.aos.demo.load;

/**
 * The result: the same server under the same load, without and with the agent.
 *
 * @param jdk the version of the JDK of both servers
 * @param without the figures of the server as it is
 * @param with the figures with the agent
 * @param answersEqual whether every answer of both was the right one, byte for byte
 */
record Comparison(String jdk, RunFigures without, RunFigures with, boolean answersEqual) {}
