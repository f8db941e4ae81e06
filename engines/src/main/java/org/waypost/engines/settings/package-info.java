/**
 * What a sysadmin chooses for each engine: ports, heap, commit log, JVM options. Immutable and checked.
 */
package org.waypost.engines.settings;
