/** Stage 2: which call sites a rule set means. */
package dev.aos.core.match;
