/**
 * From which country a mail was brought.
 */
package org.waypost.matchers.country;
