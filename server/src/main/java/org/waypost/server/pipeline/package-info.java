/**
 * How James finds the mailets and matchers that a pipeline names, and what it runs.
 */
package org.waypost.server.pipeline;
