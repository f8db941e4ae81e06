/** Doors to James' test suites that are visible in their own package only. */
package org.apache.james.events;
