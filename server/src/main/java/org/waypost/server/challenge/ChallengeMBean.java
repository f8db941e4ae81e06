package org.waypost.server.challenge;

/** Held mail and challenges for JMX; counts are since the start of this server. */
public interface ChallengeMBean {

    long getMailsHeld();

    long getChallengesSent();

    long getChallengesOverCap();

    long getChallengesConfirmed();

    long getMailsReleased();

    long getMailsDiscarded();

    long getMailsExpired();

    long getDigestsSent();

    /** How many mails wait for a user now. */
    int waitingFor(String user);

    /** Makes a sender known to a user and releases its mail; how many. */
    int releaseSender(String user, String sender);
}
