/** What Waypost puts before the users of James: renamed ones keep their passwords. */
package org.waypost.server.users;
