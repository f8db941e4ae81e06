package org.waypost.policy.quota;

class MemoryWarnedStagesTest implements WarnedStagesContract {
    private final WarnedStages stages = new MemoryWarnedStages();

    @Override
    public WarnedStages stages() {
        return stages;
    }
}
