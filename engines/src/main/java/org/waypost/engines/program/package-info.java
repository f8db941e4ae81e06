/**
 * How an engine is configured, launched and asked whether it is ready.
 */
package org.waypost.engines.program;
