/** Lets administrators start the deletion of old messages and read what it did. */
package org.waypost.webadmin.expiry;
