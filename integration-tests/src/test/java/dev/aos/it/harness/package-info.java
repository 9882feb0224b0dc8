/**
 * Child JVMs with the built agent jar: {@code ChildJvm.on(jdk).agent(rules).main(Fixture.class)
 * .run().succeeds().stdoutIs("ok")}.
 */
package dev.aos.it.harness;
