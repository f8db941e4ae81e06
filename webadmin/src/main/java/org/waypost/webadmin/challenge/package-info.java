/** Held mail, and whom users know, for administrators. */
package org.waypost.webadmin.challenge;
