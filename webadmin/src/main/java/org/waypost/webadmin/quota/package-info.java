/** Totals of domains, and who uses how much of them. */
package org.waypost.webadmin.quota;
