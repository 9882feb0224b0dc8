/** Stage 1: the rule file, read and checked. */
package dev.aos.core.rules;
