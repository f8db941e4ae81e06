/** From the start of the bundle to every protocol answering, and memory. */
package org.waypost.bench.startup;
