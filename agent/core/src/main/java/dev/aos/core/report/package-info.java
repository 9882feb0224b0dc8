/** What was woven, what was not and why, and what came of it. */
package dev.aos.core.report;
