/** What would become of mail that is forwarded. */
package org.waypost.webadmin.forward;
