/**
 * What runs in containers: the suite on JDKs that this machine may not have, and a real database.
 * All of it is skipped where no container engine answers.
 */
package dev.aos.it.container;
