// tool/pyomp-cc.cpp
//
// The command.
int main() { return 2; }
