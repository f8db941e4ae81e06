/**
 * Reads the processors of {@code mailetcontainer.xml}, checks them, draws them, and writes the reference page of their steps.
 */
package org.waypost.server.configuration.pipeline;
