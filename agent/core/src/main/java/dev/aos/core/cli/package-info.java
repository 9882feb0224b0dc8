/** The agent's commands and its start-up: arguments, installation, messages. */
package dev.aos.core.cli;
