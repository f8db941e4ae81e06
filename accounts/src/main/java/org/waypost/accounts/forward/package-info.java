/** To whom users let their mail be forwarded, and what domains allow. */
package org.waypost.accounts.forward;
