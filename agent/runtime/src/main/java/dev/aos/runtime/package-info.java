/**
 * What woven code calls. Runs on other people's event loops: no late class loading, no locks,
 * nothing thrown into the application.
 */
package dev.aos.runtime;
