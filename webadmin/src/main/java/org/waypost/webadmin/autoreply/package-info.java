/** Who got automatic answers. */
package org.waypost.webadmin.autoreply;
