/**
 * Why an engine or its data can't be used: what happened, the value, what to do.
 */
package org.waypost.engines.failure;
