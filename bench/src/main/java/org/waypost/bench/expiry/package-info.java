/** Deletion of many old messages. */
package org.waypost.bench.expiry;
